'use strict'

// Single requests, most of them wrong in one way, and what Apache Kafka answers to each (protocol.expected.json, written by
// this file with UPDATE=true against Apache Kafka 4.3.1).

const test = require('node:test')
const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { connect, unique, newTopic, send, eventually } = require('./client')
const { connectToBroker, outcome } = require('./wire')

const FILE = path.join(__dirname, 'protocol.expected.json')
const update = process.env.UPDATE === 'true'
const expected = update ? {} : JSON.parse(fs.readFileSync(FILE, 'utf8'))
const kafka = connect()

const GROUP = 0
const TRANSACTION = 1
const partition = (topic, number, more = {}) => [{ topic, partitions: [{ partition: number, ...more }] }]
const protocols = [{ name: 'range', metadata: Buffer.alloc(0) }]

/** A transactional producer that has nothing open. */
const begun = async (broker, names) => {
  const transactionalId = unique('transactional')
  names.push(transactionalId)
  const { producerId, producerEpoch } = await broker.initProducerId({ transactionalId, transactionTimeout: 30000 })
  return { transactionalId, producerId, producerEpoch }
}

/** A group of one classic member that is stable. */
const joined = async (broker, names) => {
  const groupId = unique('group')
  names.push(groupId)
  const { memberId, generationId } = await broker.joinGroup({
    groupId, sessionTimeout: 10000, rebalanceTimeout: 10000, groupProtocols: protocols,
  })
  await broker.syncGroup({
    groupId, generationId, memberId, groupAssignment: [{ memberId, memberAssignment: Buffer.from('all') }],
  })
  return { groupId, memberId, groupGenerationId: generationId, generationId }
}

const requests = {
  // topics
  'metadata of a topic that is not there': broker => broker.metadata(['nowhere']),
  'metadata of a name that no topic may have': broker => broker.metadata(['bad name']),
  'creation of a topic that is there': (broker, { topic }) => broker.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] }),
  'creation with three replicas on one broker': (broker, { fresh }) =>
    broker.createTopics({ topics: [{ topic: fresh, numPartitions: 1, replicationFactor: 3 }] }),
  'creation with an assignment of partitions': (broker, { fresh }) =>
    broker.createTopics({ topics: [{ topic: fresh, replicaAssignment: [{ partition: 0, replicas: [99] }] }] }),
  'creation with an empty name': broker => broker.createTopics({ topics: [{ topic: '', numPartitions: 1, replicationFactor: 1 }] }),
  'creation with a name of 250 letters': broker => broker.createTopics({ topics: [{ topic: 'a'.repeat(250), numPartitions: 1, replicationFactor: 1 }] }),
  'creation with a setting that does not exist': (broker, { fresh }) =>
    broker.createTopics({ topics: [{ topic: fresh, numPartitions: 1, replicationFactor: 1, configEntries: [{ name: 'no.such', value: '1' }] }] }),
  'creation of one topic twice in one request': (broker, { fresh }) =>
    broker.createTopics({ topics: [1, 1].map(numPartitions => ({ topic: fresh, numPartitions, replicationFactor: 1 })) }),
  'validation of a creation': (broker, { fresh }) =>
    broker.createTopics({ validateOnly: true, topics: [{ topic: fresh, numPartitions: 1, replicationFactor: 1 }] }),
  'deletion of a topic that is not there': broker => broker.deleteTopics({ topics: ['nowhere'] }),
  'fewer partitions': (broker, { topic }) => broker.createPartitions({ topicPartitions: [{ topic, count: 1 }] }),
  'as many partitions as there are': (broker, { topic }) => broker.createPartitions({ topicPartitions: [{ topic, count: 2 }] }),
  'partitions of a topic that is not there': broker => broker.createPartitions({ topicPartitions: [{ topic: 'nowhere', count: 3 }] }),
  'configuration of a topic that is not there': broker => broker.describeConfigs({ resources: [{ type: 2, name: 'nowhere', configNames: [] }] }),
  'one setting of a topic': (broker, { topic }) =>
    broker.describeConfigs({ resources: [{ type: 2, name: topic, configNames: ['cleanup.policy'] }] }),
  'a setting that does not exist': (broker, { topic }) =>
    broker.describeConfigs({ resources: [{ type: 2, name: topic, configNames: ['no.such'] }] }),
  'a setting of the broker with its synonyms': broker =>
    broker.describeConfigs({ includeSynonyms: true, resources: [{ type: 4, name: '1', configNames: ['message.max.bytes'] }] }),
  'configuration of another broker': broker => broker.describeConfigs({ resources: [{ type: 4, name: '77', configNames: [] }] }),
  'configuration of a broker that is no number': broker => broker.describeConfigs({ resources: [{ type: 4, name: 'one', configNames: [] }] }),
  'a change to a value that is no number': (broker, { topic }) =>
    broker.alterConfigs({ resources: [{ type: 2, name: topic, configEntries: [{ name: 'retention.ms', value: 'soon' }] }] }),
  'a change of a topic that is not there': broker =>
    broker.alterConfigs({ resources: [{ type: 2, name: 'nowhere', configEntries: [{ name: 'retention.ms', value: '1' }] }] }),

  // records
  'a record for a partition that is not there': (broker, { topic }) =>
    broker.produce({ topicData: [{ topic, partitions: [{ partition: 9, firstSequence: 0, messages: [{ value: 'a', timestamp: 1 }] }] }] }),
  'a record for a topic that is not there': broker =>
    broker.produce({ topicData: [{ topic: 'nowhere', partitions: [{ partition: 0, firstSequence: 0, messages: [{ value: 'a', timestamp: 1 }] }] }] }),
  'a record with acks of two': (broker, { topic }) =>
    broker.produce({ acks: 2, topicData: [{ topic, partitions: [{ partition: 1, firstSequence: 0, messages: [{ value: 'a', timestamp: 1 }] }] }] }),
  'a transactional record without a transaction': async (broker, { topic, names }) => {
    const producer = await begun(broker, names)
    return broker.produce({ ...producer, topicData: [{ topic, partitions: [{ partition: 1, firstSequence: 0, messages: [{ value: 'a', timestamp: 1 }] }] }] })
  },
  'a sequence that skips some': async (broker, { topic }) => {
    const { producerId, producerEpoch } = await broker.initProducerId({ transactionalId: null, transactionTimeout: 30000 })
    const produce = firstSequence =>
      broker.produce({ producerId, producerEpoch, topicData: [{ topic, partitions: [{ partition: 1, firstSequence, messages: [{ value: 'a', timestamp: 1 }] }] }] })
    await produce(0)
    return produce(5)
  },
  'a sequence that was there already': async (broker, { fresh }) => {
    await broker.createTopics({ topics: [{ topic: fresh, numPartitions: 1, replicationFactor: 1 }] })
    const { producerId, producerEpoch } = await broker.initProducerId({ transactionalId: null, transactionTimeout: 30000 })
    const produce = () =>
      broker.produce({ producerId, producerEpoch, topicData: [{ topic: fresh, partitions: [{ partition: 0, firstSequence: 0, messages: [{ value: 'a', timestamp: 1 }] }] }] })
    await eventually(produce)
    return produce()
  },
  'reading past the end': (broker, { topic }) =>
    broker.fetch({ maxWaitTime: 1, topics: partition(topic, 0, { fetchOffset: '99', maxBytes: 100000 }) }),
  'reading before the start': (broker, { topic }) =>
    broker.fetch({ maxWaitTime: 1, topics: partition(topic, 0, { fetchOffset: '-5', maxBytes: 100000 }) }),
  'reading at the end': (broker, { topic }) =>
    broker.fetch({ maxWaitTime: 1, topics: partition(topic, 0, { fetchOffset: '3', maxBytes: 100000 }) }),
  'reading all, with one byte allowed': (broker, { topic }) =>
    broker.fetch({ maxWaitTime: 1, maxBytes: 1, topics: partition(topic, 0, { fetchOffset: '0', maxBytes: 1 }) }),
  'reading a partition that is not there': (broker, { topic }) =>
    broker.fetch({ maxWaitTime: 1, topics: partition(topic, 9, { fetchOffset: '0', maxBytes: 100000 }) }),
  'the first offset': (broker, { topic }) => broker.listOffsets({ topics: partition(topic, 0, { timestamp: -2 }) }),
  'the last offset': (broker, { topic }) => broker.listOffsets({ topics: partition(topic, 0, { timestamp: -1 }) }),
  'the offset of a time to come': (broker, { topic }) => broker.listOffsets({ topics: partition(topic, 0, { timestamp: Date.now() + 1e6 }) }),
  'the offset of a partition that is not there': (broker, { topic }) => broker.listOffsets({ topics: partition(topic, 9, { timestamp: -1 }) }),
  'deletion of records past the end': (broker, { topic }) =>
    broker.deleteRecords({ topics: partition(topic, 0, { offset: '99' }) }),
  'deletion of records of a partition that is not there': (broker, { topic }) =>
    broker.deleteRecords({ topics: partition(topic, 9, { offset: '1' }) }),

  // groups
  'the coordinator of a group': (broker, { fresh }) => broker.findGroupCoordinator({ groupId: fresh, coordinatorType: GROUP }),
  'the coordinator of a transaction': (broker, { fresh }) => broker.findGroupCoordinator({ groupId: fresh, coordinatorType: TRANSACTION }),
  'joining with a session that is too short': (broker, { fresh }) =>
    broker.joinGroup({ groupId: fresh, sessionTimeout: 1, rebalanceTimeout: 10000, groupProtocols: protocols }),
  'joining as a member that nobody knows': (broker, { fresh }) =>
    broker.joinGroup({ groupId: fresh, memberId: 'stranger', sessionTimeout: 10000, rebalanceTimeout: 10000, groupProtocols: protocols }),
  'joining without a name of a group': broker =>
    broker.joinGroup({ groupId: '', sessionTimeout: 10000, rebalanceTimeout: 10000, groupProtocols: protocols }),
  'joining without protocols': (broker, { fresh }) =>
    broker.joinGroup({ groupId: fresh, sessionTimeout: 10000, rebalanceTimeout: 10000, groupProtocols: [] }),
  'joining with other protocols than the group has': async (broker, { names }) => {
    const { groupId } = await joined(broker, names)
    return broker.joinGroup({ groupId, sessionTimeout: 10000, rebalanceTimeout: 10000, groupProtocols: [{ name: 'other', metadata: Buffer.alloc(0) }] })
  },
  'joining alone': async (broker, { names }) => {
    const { generationId } = await joined(broker, names)
    return { generationId }
  },
  'a heartbeat of a member': async (broker, { names }) => broker.heartbeat(await joined(broker, names)),
  'a heartbeat of another generation': async (broker, { names }) =>
    broker.heartbeat({ ...(await joined(broker, names)), groupGenerationId: 42 }),
  'a heartbeat of a member that nobody knows': async (broker, { names }) =>
    broker.heartbeat({ ...(await joined(broker, names)), memberId: 'stranger' }),
  'a heartbeat to a group that is not there': (broker, { fresh }) =>
    broker.heartbeat({ groupId: fresh, groupGenerationId: 1, memberId: 'stranger' }),
  'leaving': async (broker, { names }) => broker.leaveGroup(await joined(broker, names)),
  'leaving as a member that nobody knows': async (broker, { names }) =>
    broker.leaveGroup({ ...(await joined(broker, names)), memberId: 'stranger' }),
  'syncing with another generation': async (broker, { names }) =>
    broker.syncGroup({ ...(await joined(broker, names)), generationId: 42, groupAssignment: [] }),
  'syncing again': async (broker, { names }) => broker.syncGroup({ ...(await joined(broker, names)), groupAssignment: [] }),
  'a commit without membership': (broker, { topic, fresh }) =>
    broker.offsetCommit({ groupId: fresh, groupGenerationId: -1, memberId: '', topics: partition(topic, 0, { offset: '1' }) }),
  'a commit without membership to a group that has members': async (broker, { topic, names }) => {
    const { groupId } = await joined(broker, names)
    return broker.offsetCommit({ groupId, groupGenerationId: -1, memberId: '', topics: partition(topic, 0, { offset: '1' }) })
  },
  'a commit of another generation': async (broker, { topic, names }) =>
    broker.offsetCommit({ ...(await joined(broker, names)), groupGenerationId: 42, topics: partition(topic, 0, { offset: '1' }) }),
  'a commit of a member that nobody knows': (broker, { topic, fresh }) =>
    broker.offsetCommit({ groupId: fresh, groupGenerationId: 1, memberId: 'stranger', topics: partition(topic, 0, { offset: '1' }) }),
  'a commit for a topic that is not there': (broker, { fresh }) =>
    broker.offsetCommit({ groupId: fresh, groupGenerationId: -1, memberId: '', topics: partition('nowhere', 0, { offset: '1' }) }),
  'a commit with metadata that is too long': (broker, { topic, fresh }) =>
    broker.offsetCommit({ groupId: fresh, groupGenerationId: -1, memberId: '', topics: partition(topic, 0, { offset: '1', metadata: 'x'.repeat(5000) }) }),
  'offsets of a group that is not there': (broker, { topic, fresh }) =>
    broker.offsetFetch({ groupId: fresh, topics: partition(topic, 0) }),
  'offsets of a topic that is not there': (broker, { fresh }) =>
    broker.offsetFetch({ groupId: fresh, topics: partition('nowhere', 0) }),
  'description of a group that is not there': (broker, { fresh }) => broker.describeGroups({ groupIds: [fresh] }),
  'description of a group with a member': async (broker, { names }) =>
    broker.describeGroups({ groupIds: [(await joined(broker, names)).groupId] }),
  'deletion of a group that is not there': (broker, { fresh }) => broker.deleteGroups([fresh]),
  'deletion of a group with a member': async (broker, { names }) => broker.deleteGroups([(await joined(broker, names)).groupId]),

  // transactions
  'a producer id without a transaction': broker => broker.initProducerId({ transactionalId: null, transactionTimeout: 30000 }),
  'a producer id for an empty name': broker => broker.initProducerId({ transactionalId: '', transactionTimeout: 30000 }),
  'a transaction without time': (broker, { fresh }) => broker.initProducerId({ transactionalId: fresh, transactionTimeout: 0 }),
  'a transaction of two hours': (broker, { fresh }) => broker.initProducerId({ transactionalId: fresh, transactionTimeout: 7200000 }),
  'the epoch of a second producer': async (broker, { names }) => {
    const { transactionalId } = await begun(broker, names)
    return broker.initProducerId({ transactionalId, transactionTimeout: 30000 })
  },
  'partitions for a transaction': async (broker, { topic, names }) =>
    broker.addPartitionsToTxn({ ...(await begun(broker, names)), topics: [{ topic, partitions: [0, 1] }] }),
  'partitions for the transaction of another producer': async (broker, { topic, names }) =>
    broker.addPartitionsToTxn({ ...(await begun(broker, names)), producerId: 987654, topics: [{ topic, partitions: [0] }] }),
  'partitions for a transaction of another epoch': async (broker, { topic, names }) =>
    broker.addPartitionsToTxn({ ...(await begun(broker, names)), producerEpoch: 9, topics: [{ topic, partitions: [0] }] }),
  'partitions for a transaction that nobody knows': (broker, { topic, fresh }) =>
    broker.addPartitionsToTxn({ transactionalId: fresh, producerId: 1, producerEpoch: 0, topics: [{ topic, partitions: [0] }] }),
  'a partition that is not there, for a transaction': async (broker, { topic, names }) =>
    broker.addPartitionsToTxn({ ...(await begun(broker, names)), topics: [{ topic, partitions: [9] }] }),
  'a group for a transaction': async (broker, { fresh, names }) =>
    broker.addOffsetsToTxn({ ...(await begun(broker, names)), groupId: fresh }),
  'a group for the transaction of another producer': async (broker, { fresh, names }) =>
    broker.addOffsetsToTxn({ ...(await begun(broker, names)), producerId: 987654, groupId: fresh }),
  'a group for a transaction of another epoch': async (broker, { fresh, names }) =>
    broker.addOffsetsToTxn({ ...(await begun(broker, names)), producerEpoch: 9, groupId: fresh }),
  'offsets in a transaction': async (broker, { topic, fresh, names }) => {
    const producer = await begun(broker, names)
    await broker.addOffsetsToTxn({ ...producer, groupId: fresh })
    return broker.txnOffsetCommit({ ...producer, groupId: fresh, topics: partition(topic, 0, { offset: '1' }) })
  },
  'offsets in a transaction that has not got the group': async (broker, { topic, fresh, names }) =>
    broker.txnOffsetCommit({ ...(await begun(broker, names)), groupId: fresh, topics: partition(topic, 0, { offset: '1' }) }),
  'offsets in a transaction that nobody knows': (broker, { topic, fresh }) =>
    broker.txnOffsetCommit({ transactionalId: fresh, producerId: 999, producerEpoch: 9, groupId: fresh, topics: partition(topic, 0, { offset: '1' }) }),
  'the end of a transaction that has not begun': async (broker, { names }) =>
    broker.endTxn({ ...(await begun(broker, names)), transactionResult: true }),
  'the abort of a transaction that has not begun': async (broker, { names }) =>
    broker.endTxn({ ...(await begun(broker, names)), transactionResult: false }),
  'the end of a transaction that nobody knows': (broker, { fresh }) =>
    broker.endTxn({ transactionalId: fresh, producerId: 1, producerEpoch: 0, transactionResult: true }),
  'the end of the transaction of another producer': async (broker, { names }) =>
    broker.endTxn({ ...(await begun(broker, names)), producerId: 987654, transactionResult: true }),
  'the end of a transaction of another epoch': async (broker, { names }) =>
    broker.endTxn({ ...(await begun(broker, names)), producerEpoch: 9, transactionResult: true }),
  'a commit, and the same again': async (broker, { topic, names }) => {
    const producer = await begun(broker, names)
    await broker.addPartitionsToTxn({ ...producer, topics: [{ topic, partitions: [1] }] })
    await broker.endTxn({ ...producer, transactionResult: true })
    return eventually(() => broker.endTxn({ ...producer, transactionResult: true }))
  },
  'a commit, and then an abort': async (broker, { topic, names }) => {
    const producer = await begun(broker, names)
    await broker.addPartitionsToTxn({ ...producer, topics: [{ topic, partitions: [1] }] })
    await broker.endTxn({ ...producer, transactionResult: true })
    return retryConcurrent(() => broker.endTxn({ ...producer, transactionResult: false }))
  },

  // entries of who may do what
  'an entry, found and taken away': async (broker, { fresh }) => {
    const entry = { resourceType: 2, resourceName: fresh, resourcePatternType: 3, principal: 'User:ann', host: '*', operation: 3, permissionType: 3 }
    const created = await broker.createAcls({ acl: [entry] })
    const found = await eventually(async () => {
      const answer = await broker.describeAcls(entry)
      if (answer.resources.length === 0) throw new Error('not yet')
      return answer
    })
    const deleted = await broker.deleteAcls({ filters: [entry] })
    return { created, found, deleted }
  },
  'an entry for a kind of resource that nobody knows': (broker, { fresh }) =>
    broker.createAcls({ acl: [{ resourceType: 0, resourceName: fresh, resourcePatternType: 3, principal: 'User:ann', host: '*', operation: 3, permissionType: 3 }] }),
  'an entry for a principal without a type': (broker, { fresh }) =>
    broker.createAcls({ acl: [{ resourceType: 2, resourceName: fresh, resourcePatternType: 3, principal: 'ann', host: '*', operation: 3, permissionType: 3 }] }),
  'entries of a resource that has none': (broker, { fresh }) =>
    broker.describeAcls({ resourceType: 2, resourceName: fresh, resourcePatternType: 3, principal: null, host: null, operation: 1, permissionType: 1 }),
}

/** Again while the transaction before is still being written down. */
const retryConcurrent = async work => {
  for (;;) {
    try {
      return await work()
    } catch (e) {
      if (e.type !== 'CONCURRENT_TRANSACTIONS') throw e
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
}

/** Both coordinators, before anything is asked of them. */
const coordinatorsAreThere = broker =>
  eventually(async () => {
    await broker.findGroupCoordinator({ groupId: 'any', coordinatorType: GROUP })
    await broker.findGroupCoordinator({ groupId: 'any', coordinatorType: TRANSACTION })
    await broker.initProducerId({ transactionalId: 'any', transactionTimeout: 30000 })
    await broker.offsetFetch({ groupId: 'any', topics: [] })
    await broker.describeGroups({ groupIds: ['any'] })
  })

test('answers single requests as Apache Kafka does', async t => {
  const broker = await connectToBroker(kafka)
  await coordinatorsAreThere(broker)
  await broker.disconnect()
  const topic = await newTopic(kafka, 2)
  await send(kafka, topic, ['a', 'b', 'c'].map(value => ({ value, partition: 0 })))
  for (const [name, request] of Object.entries(requests)) {
    await t.test(name, async () => {
      const fresh = unique('fresh')
      const names = [topic, fresh]
      // Each on a connection of its own: an answer that does not come must not hold up the next request.
      const broker = await connectToBroker(kafka)
      const ended = await outcome(() => request(broker, { topic, fresh, names }), names)
      const actual = JSON.parse(JSON.stringify(ended))
      await broker.disconnect()
      if (update) expected[name] = actual
      assert.deepEqual(actual, expected[name])
    })
  }
  if (update) fs.writeFileSync(FILE, JSON.stringify(expected, null, 1) + '\n')
})
