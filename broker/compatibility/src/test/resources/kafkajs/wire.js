'use strict'

const ConnectionPool = require('kafkajs/src/network/connectionPool')
const createSocketFactory = require('kafkajs/src/network/socketFactory')
const Broker = require('kafkajs/src/broker')

/** kafkajs's lowest layer: one method a request, without retries. */
const connectToBroker = async kafka => {
  const [host, port] = process.env.BOOTSTRAP_SERVERS.split(',')[0].split(':')
  const connectionPool = new ConnectionPool({
    host,
    port: Number(port),
    logger: kafka.logger(),
    socketFactory: createSocketFactory(),
    clientId: 'leat-tests',
    connectionTimeout: 5000,
    requestTimeout: 5000,
  })
  const broker = new Broker({ connectionPool, logger: kafka.logger(), allowAutoTopicCreation: false })
  await broker.connect()
  return broker
}

/** What differs between two runs by nature. */
const VARYING = new Set([
  'throttleTime', 'clientSideThrottleTime', 'timestamp', 'logAppendTime', 'memberId', 'leaderId', 'producerId',
  'clusterId', 'controllerId', 'host', 'port', 'nodeId', 'errorMessage', 'leader', 'brokers', 'clientHost',
  'authorizedOperations', 'firstTimestamp', 'maxTimestamp',
])

const byPartition = (left, right) => (left.partition || 0) - (right.partition || 0)

/** An answer without what varies, partitions in order, and with the names of this run replaced. */
const normal = (answer, names) => {
  if (Array.isArray(answer)) return [...answer].sort(byPartition).map(one => normal(one, names))
  if (Buffer.isBuffer(answer)) return answer.toString('base64')
  if (answer !== null && typeof answer === 'object') {
    const kept = {}
    for (const key of Object.keys(answer).sort()) {
      if (!VARYING.has(key)) kept[key] = normal(answer[key], names)
    }
    return kept
  }
  return typeof answer === 'string' ? names.reduce((text, name) => text.replaceAll(name, '<name>'), answer) : answer
}

const errors = e => {
  const inner = e.errors || e.groups || e.partitions
  const types = inner ? inner.map(({ type, error }) => type || (error && error.type)) : [e.type]
  return types.map(type => type || e.name)
}

/** How the request ended: with an answer or with errors, by their names. */
const outcome = async (work, names) => {
  try {
    return { answer: normal((await work()) || null, names) }
  } catch (e) {
    return { errors: errors(e) }
  }
}

module.exports = { connectToBroker, outcome }
