'use strict'

const { Kafka, logLevel } = require('kafkajs')

/** A client of the broker under test; kafkajs is quiet unless something goes wrong. */
const connect = (settings = {}) =>
  new Kafka({
    clientId: 'leat-tests',
    brokers: [process.env.BOOTSTRAP_SERVERS],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50, retries: 8 },
    ...settings,
  })

let names = 0
/** A name that no other test has. */
const unique = prefix => `${prefix}-${process.pid}-${Date.now()}-${names++}`

/** Runs with an administrator, and disconnects it. */
const asAdmin = async (kafka, work) => {
  const admin = kafka.admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

/** Tries until the check passes: what was changed is seen a little later on a cluster. */
const eventually = async check => {
  const deadline = Date.now() + 15000
  for (;;) {
    try {
      return await check()
    } catch (e) {
      if (Date.now() > deadline) throw e
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

const newTopic = async (kafka, numPartitions = 1, configEntries = []) => {
  const topic = unique('topic')
  await asAdmin(kafka, async admin => {
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions, configEntries }] })
    await eventually(() => admin.fetchTopicOffsets(topic))
  })
  return topic
}

/** Sends the messages with a producer of its own. */
const send = async (kafka, topic, messages, settings = {}, options = {}) => {
  const producer = kafka.producer({ allowAutoTopicCreation: true, ...settings })
  await producer.connect()
  try {
    return await producer.send({ topic, messages, ...options })
  } finally {
    await producer.disconnect()
  }
}

/** Reads as a member of the group until so many messages have come. */
const read = async (kafka, groupId, topic, count, settings = {}) => {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, ...settings })
  const messages = []
  let enough
  const done = new Promise(resolve => (enough = resolve))
  await consumer.connect()
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    await consumer.run({
      autoCommit: settings.autoCommit !== false,
      eachMessage: async ({ partition, message }) => {
        messages.push({ partition, ...message })
        if (messages.length === count) enough()
      },
    })
    await within(done, `${count} messages of ${topic}`)
  } finally {
    await consumer.disconnect()
  }
  return messages
}

/** The result of the promise, which must come within half a minute. */
const within = async (promise, expected) => {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain for ${expected}`)), 30000)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

const values = messages => messages.map(({ value }) => (value === null ? null : value.toString()))

module.exports = { connect, unique, asAdmin, eventually, newTopic, send, read, within, values }
