'use strict'

const test = require('node:test')
const assert = require('node:assert/strict')
const { CompressionTypes } = require('kafkajs')
const { connect, unique, newTopic, send, read, within, values } = require('./client')

const kafka = connect()

for (const [name, compression] of [['none', CompressionTypes.None], ['gzip', CompressionTypes.GZIP]]) {
  test(`reads in order what it wrote with compression ${name}`, async () => {
    const topic = await newTopic(kafka)
    const numbers = Array.from({ length: 200 }, (_, number) => String(number))

    await send(kafka, topic, numbers.map(value => ({ value })), {}, { compression })

    assert.deepEqual(values(await read(kafka, unique('group'), topic, 200)), numbers)
  })
}

for (const acks of [0, 1, -1]) {
  test(`keeps keys, headers, times and tombstones with acks ${acks}`, async () => {
    const topic = await newTopic(kafka)
    const sent = [
      { key: 'a', value: 'one', headers: { origin: 'here' }, timestamp: '1700000000000' },
      { key: 'b', value: null },
    ]

    await send(kafka, topic, sent, {}, { acks })

    const [first, second] = await read(kafka, unique('group'), topic, 2)
    assert.equal(first.key.toString(), 'a')
    assert.equal(first.headers.origin.toString(), 'here')
    assert.equal(first.timestamp, '1700000000000')
    assert.equal(second.value, null)
  })
}

test('tells the offset of what it wrote', async () => {
  const topic = await newTopic(kafka)
  await send(kafka, topic, [{ value: 'a' }, { value: 'b' }])

  const [written] = await send(kafka, topic, [{ value: 'c' }])

  assert.equal(written.baseOffset, '2')
  assert.equal(written.errorCode, 0)
})

test('writes once and in order as an idempotent producer', async () => {
  const topic = await newTopic(kafka)
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  for (let number = 0; number < 30; number++) {
    await producer.send({ topic, messages: [{ value: String(number) }] })
  }
  await producer.disconnect()

  const read30 = values(await read(kafka, unique('group'), topic, 30))
  assert.deepEqual(read30, Array.from({ length: 30 }, (_, number) => String(number)))
})

test('writes once as an idempotent producer that sends concurrently', async () => {
  const topic = await newTopic(kafka)
  const producer = kafka.producer({ idempotent: true })
  await producer.connect()
  await Promise.all(
    Array.from({ length: 20 }, (_, number) => producer.send({ topic, messages: [{ value: String(number) }] }))
  )
  await producer.disconnect()

  const all = values(await read(kafka, unique('group'), topic, 20))
  assert.equal(new Set(all).size, 20)
})

test('makes a topic by writing to it', async () => {
  const topic = unique('made')

  await send(kafka, topic, [{ value: 'a' }])

  assert.deepEqual(values(await read(kafka, unique('group'), topic, 1)), ['a'])
})

test('goes on in its group where it stopped', async () => {
  const topic = await newTopic(kafka)
  const group = unique('group')
  await send(kafka, topic, [{ value: 'a' }, { value: 'b' }])
  assert.deepEqual(values(await read(kafka, group, topic, 2)), ['a', 'b'])
  await send(kafka, topic, [{ value: 'c' }])

  assert.deepEqual(values(await read(kafka, group, topic, 1)), ['c'])
})

test('reads from an offset that it seeks', async () => {
  const topic = await newTopic(kafka)
  await send(kafka, topic, ['a', 'b', 'c'].map(value => ({ value })))
  const consumer = kafka.consumer({ groupId: unique('group'), maxWaitTimeInMs: 50 })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  let first
  const read1 = new Promise(resolve => (first = resolve))
  consumer.run({ eachMessage: async ({ message }) => first(message) })
  consumer.seek({ topic, partition: 0, offset: '2' })

  const message = await within(read1, 'the message at offset 2')
  await consumer.disconnect()

  assert.equal(message.offset, '2')
})

test('shares partitions between members and takes over those of one that leaves', async () => {
  const topic = await newTopic(kafka, 4)
  const groupId = unique('group')
  const seen = { one: new Set(), other: new Set() }
  const member = async name => {
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, sessionTimeout: 10000, heartbeatInterval: 300 })
    await consumer.connect()
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    const assigned = { partitions: [] }
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      assigned.partitions = payload.memberAssignment[topic] || []
    })
    await consumer.run({ eachMessage: async ({ message }) => seen[name].add(message.value.toString()) })
    return { consumer, assigned }
  }
  const until = async (condition, expected) =>
    within(
      new Promise(resolve => {
        const timer = setInterval(() => condition() && (clearInterval(timer), resolve()), 50)
      }),
      expected
    )
  const one = await member('one')
  const other = await member('other')
  await until(
    () => one.assigned.partitions.length === 2 && other.assigned.partitions.length === 2,
    'two partitions for each'
  )

  await one.consumer.disconnect()
  await until(() => other.assigned.partitions.length === 4, 'all partitions for the one that stayed')
  await send(kafka, topic, [0, 1, 2, 3].map(partition => ({ partition, value: `of ${partition}` })))
  await until(() => seen.other.size === 4, 'messages of all partitions')
  await other.consumer.disconnect()

  assert.deepEqual([...seen.other].sort(), ['of 0', 'of 1', 'of 2', 'of 3'])
})
