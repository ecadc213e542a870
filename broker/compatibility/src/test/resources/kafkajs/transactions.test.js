'use strict'

const test = require('node:test')
const assert = require('node:assert/strict')
const { connect, unique, asAdmin, newTopic, send, read, values } = require('./client')

const kafka = connect()

const transactional = async (id = unique('transactional')) => {
  const producer = kafka.producer({ transactionalId: id, maxInFlightRequests: 1, idempotent: true })
  await producer.connect()
  return producer
}

test('shows committed messages and hides aborted ones', async () => {
  const topic = await newTopic(kafka, 2)
  const producer = await transactional()
  const dropped = await producer.transaction()
  await dropped.send({ topic, messages: [{ partition: 0, value: 'dropped' }, { partition: 1, value: 'dropped' }] })
  await dropped.abort()
  const kept = await producer.transaction()
  await kept.send({ topic, messages: [{ partition: 0, value: 'kept 0' }, { partition: 1, value: 'kept 1' }] })
  await kept.commit()
  await producer.disconnect()

  assert.deepEqual(values(await read(kafka, unique('group'), topic, 2)).sort(), ['kept 0', 'kept 1'])
})

test('shows aborted messages to a reader of uncommitted ones', async () => {
  const topic = await newTopic(kafka)
  const producer = await transactional()
  const dropped = await producer.transaction()
  await dropped.send({ topic, messages: [{ value: 'dropped' }] })
  await dropped.abort()
  await producer.disconnect()

  const all = await read(kafka, unique('group'), topic, 1, { readUncommitted: true })
  assert.deepEqual(values(all), ['dropped'])
})

test('commits offsets of a group together with messages, and drops them together', async () => {
  const topic = await newTopic(kafka)
  const group = unique('group')
  await send(kafka, topic, ['a', 'b', 'c'].map(value => ({ value })))
  await read(kafka, group, topic, 1)
  const producer = await transactional()
  const offsets = offset => ({ consumerGroupId: group, topics: [{ topic, partitions: [{ partition: 0, offset }] }] })
  const committed = () =>
    asAdmin(kafka, async admin => (await admin.fetchOffsets({ groupId: group, topics: [topic] }))[0].partitions[0].offset)
  const before = await committed()

  const dropped = await producer.transaction()
  await dropped.sendOffsets(offsets('2'))
  await dropped.abort()
  assert.equal(await committed(), before)
  const kept = await producer.transaction()
  await kept.sendOffsets(offsets('2'))
  await kept.commit()
  await producer.disconnect()

  assert.equal(await committed(), '2')
})

test('fences the producer whose id another has taken', async () => {
  const topic = await newTopic(kafka)
  const id = unique('transactional')
  const zombie = await transactional(id)
  const old = await zombie.transaction()
  await old.send({ topic, messages: [{ value: 'of the zombie' }] })
  const successor = await transactional(id)
  const transaction = await successor.transaction()
  await transaction.send({ topic, messages: [{ value: 'of the successor' }] })

  await assert.rejects(old.commit())
  await transaction.commit()
  await zombie.disconnect()
  await successor.disconnect()

  assert.deepEqual(values(await read(kafka, unique('group'), topic, 1)), ['of the successor'])
})

test('commits many transactions one after another', async () => {
  const topic = await newTopic(kafka, 3)
  const producer = await transactional()
  for (let number = 0; number < 25; number++) {
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: [0, 1, 2].map(partition => ({ partition, value: `${number}` })) })
    await (number % 5 === 4 ? transaction.abort() : transaction.commit())
  }
  await producer.disconnect()

  assert.equal((await read(kafka, unique('group'), topic, 60)).length, 60)
})
