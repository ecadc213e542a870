'use strict'

const test = require('node:test')
const assert = require('node:assert/strict')
const { ConfigResourceTypes } = require('kafkajs')
const { connect, unique, asAdmin, eventually, newTopic, send, read, values } = require('./client')

const kafka = connect()
const numbers = count => Array.from({ length: count }, (_, number) => ({ value: String(number) }))

test('creates topics and says which were there before', () =>
  asAdmin(kafka, async admin => {
    const topic = unique('topic')
    assert.equal(await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] }), true)
    assert.equal(await admin.createTopics({ topics: [{ topic }] }), false)
    assert.ok((await admin.listTopics()).includes(topic))
    await eventually(async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
      assert.equal(topics[0].partitions.length, 2)
    })
  }))

test('only validates a topic when asked to', () =>
  asAdmin(kafka, async admin => {
    const topic = unique('topic')
    await admin.createTopics({ validateOnly: true, waitForLeaders: false, topics: [{ topic }] })
    assert.ok(!(await admin.listTopics()).includes(topic))
  }))

test('refuses a topic with a bad name, configuration or number of partitions', () =>
  asAdmin(kafka, async admin => {
    const errors = async topic => {
      try {
        await admin.createTopics({ topics: [topic] })
        return []
      } catch (e) {
        return e.errors ? e.errors.map(({ type }) => type) : [e.type]
      }
    }
    assert.deepEqual(await errors({ topic: 'bad name' }), ['INVALID_TOPIC_EXCEPTION'])
    assert.deepEqual(await errors({ topic: unique('topic'), numPartitions: -5 }), ['INVALID_PARTITIONS'])
    const configEntries = [{ name: 'retention.ms', value: 'soon' }]
    assert.deepEqual(await errors({ topic: unique('topic'), configEntries }), ['INVALID_CONFIG'])
  }))

test('adds partitions and refuses to take some away', async () => {
  const topic = await newTopic(kafka, 1)
  await asAdmin(kafka, async admin => {
    await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] })
    await eventually(async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
      assert.equal(topics[0].partitions.length, 3)
    })
    await assert.rejects(admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] }))
  })
})

test('describes and changes the configuration of a topic', async () => {
  const topic = await newTopic(kafka, 1, [{ name: 'cleanup.policy', value: 'compact' }])
  await asAdmin(kafka, async admin => {
    const resource = { type: ConfigResourceTypes.TOPIC, name: topic }
    const value = async name => {
      const { resources } = await admin.describeConfigs({
        includeSynonyms: true,
        resources: [{ ...resource, configNames: [name] }],
      })
      return resources[0].configEntries[0].configValue
    }
    assert.equal(await value('cleanup.policy'), 'compact')

    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ ...resource, configEntries: [{ name: 'retention.ms', value: '12345' }] }],
    })

    await eventually(async () => assert.equal(await value('retention.ms'), '12345'))
    assert.equal(await value('cleanup.policy'), 'delete')
  })
})

test('describes the cluster', () =>
  asAdmin(kafka, async admin => {
    const { brokers, controller, clusterId } = await admin.describeCluster()
    assert.equal(brokers.length, 1)
    assert.equal(controller, brokers[0].nodeId)
    assert.match(clusterId, /.+/)
  }))

test('tells offsets of topics, also by time', async () => {
  const topic = await newTopic(kafka)
  await send(kafka, topic, [1000, 2000, 3000].map(time => ({ value: 'a', timestamp: String(time) })))
  await asAdmin(kafka, async admin => {
    assert.deepEqual(await admin.fetchTopicOffsets(topic), [{ partition: 0, offset: '3', high: '3', low: '0' }])
    assert.deepEqual(await admin.fetchTopicOffsetsByTimestamp(topic, 1500), [{ partition: 0, offset: '1' }])
    assert.deepEqual(await admin.fetchTopicOffsetsByTimestamp(topic, 9999), [{ partition: 0, offset: '3' }])
  })
})

test('sets and resets the offsets of a group', async () => {
  const topic = await newTopic(kafka)
  const groupId = unique('group')
  await send(kafka, topic, numbers(5))
  await read(kafka, groupId, topic, 5)
  await asAdmin(kafka, async admin => {
    const offset = async () => (await admin.fetchOffsets({ groupId, topics: [topic] }))[0].partitions[0].offset
    assert.equal(await offset(), '5')

    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '3' }] })
    assert.equal(await offset(), '3')

    await admin.resetOffsets({ groupId, topic, earliest: true })
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic], resolveOffsets: true })
    assert.equal(found.partitions[0].offset, '0')
  })
  assert.deepEqual(values(await read(kafka, groupId, topic, 5)), ['0', '1', '2', '3', '4'])
})

test('lists, describes and deletes groups', async () => {
  const topic = await newTopic(kafka)
  const groupId = unique('group')
  await send(kafka, topic, numbers(1))
  await read(kafka, groupId, topic, 1)
  await asAdmin(kafka, async admin => {
    const { groups } = await admin.listGroups()
    assert.ok(groups.some(group => group.groupId === groupId && group.protocolType === 'consumer'))
    const described = await admin.describeGroups([groupId])
    assert.equal(described.groups[0].state, 'Empty')

    const [deleted] = await admin.deleteGroups([groupId])

    assert.equal(deleted.errorCode, 0)
    assert.ok(!(await admin.listGroups()).groups.some(group => group.groupId === groupId))
    await assert.rejects(admin.deleteGroups([groupId]), e => e.groups[0].error.type === 'GROUP_ID_NOT_FOUND')
  })
})

test('refuses to delete a group that reads', async () => {
  const topic = await newTopic(kafka)
  const groupId = unique('group')
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic] })
  const joined = new Promise(resolve => consumer.on(consumer.events.GROUP_JOIN, resolve))
  await consumer.run({ eachMessage: async () => {} })
  await joined
  try {
    await asAdmin(kafka, admin =>
      assert.rejects(admin.deleteGroups([groupId]), e => e.groups[0].error.type === 'NON_EMPTY_GROUP')
    )
  } finally {
    await consumer.disconnect()
  }
})

test('deletes records up to an offset and refuses one past the end', async () => {
  const topic = await newTopic(kafka)
  await send(kafka, topic, numbers(10))
  await asAdmin(kafka, async admin => {
    assert.deepEqual(await admin.fetchTopicOffsets(topic), [{ partition: 0, offset: '10', high: '10', low: '0' }])
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '7' }] })
    assert.deepEqual(await admin.fetchTopicOffsets(topic), [{ partition: 0, offset: '10', high: '10', low: '7' }])
    await assert.rejects(admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '99' }] }))

    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '-1' }] })
    assert.deepEqual(await admin.fetchTopicOffsets(topic), [{ partition: 0, offset: '10', high: '10', low: '10' }])
  })
})

test('deletes a topic', async () => {
  const topic = await newTopic(kafka)
  await asAdmin(kafka, async admin => {
    await admin.deleteTopics({ topics: [topic] })
    await eventually(async () => assert.ok(!(await admin.listTopics()).includes(topic)))
  })
})
