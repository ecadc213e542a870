'use strict'

const assert = require('node:assert')
const fs = require('node:fs')
const { test } = require('node:test')
const { connect, unique, newTopic, send, read, values } = require('./client')

const tls = { ca: [fs.readFileSync(process.env.CA_FILE)], servername: 'localhost', checkServerIdentity: () => undefined }

/** A client that logs in, and again shortly before its session ends. */
const login = (mechanism, username, password, settings = {}) =>
  connect({ ssl: tls, sasl: { mechanism, username, password }, reauthenticationThreshold: 500, ...settings })

const admin = () => login('plain', 'admin', 'admin-secret')

for (const [mechanism, username, password] of [
  ['plain', 'admin', 'admin-secret'],
  ['scram-sha-256', 'sam', 'sam-secret'],
  ['scram-sha-512', 'sam', 'sam-secret'],
]) {
  test(`writes and reads through TLS with ${mechanism}`, async () => {
    const kafka = login(mechanism, username, password)
    const topic = await newTopic(admin())

    await send(kafka, topic, [{ value: 'a' }, { value: 'b' }])

    assert.deepEqual(values(await read(kafka, unique('group'), topic, 2)), ['a', 'b'])
  })

  test(`is turned away with a wrong password and ${mechanism}`, async () => {
    const producer = login(mechanism, username, 'wrong').producer()

    await assert.rejects(producer.connect(), /[Aa]uthentication/)
    await producer.disconnect()
  })
}

test('is turned away with a mechanism that the broker has not enabled', async () => {
  const sasl = { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: 'token' }) }
  const producer = login('plain', '', '', { sasl }).producer()

  await assert.rejects(producer.connect(), /mechanism/)
  await producer.disconnect()
})

test('is refused a topic that no entry allows', async () => {
  const topic = await newTopic(admin())

  await assert.rejects(send(login('plain', 'ann', 'ann-secret'), topic, [{ value: 'a' }]), /[Aa]uthoriz|not host/)
})

test('authenticates anew when its session ends, and writes on', async () => {
  const topic = await newTopic(admin())
  const kafka = admin()
  const producer = kafka.producer()
  await producer.connect()
  const end = Date.now() + 2 * Number(process.env.SESSION_MS)
  const sent = []
  try {
    while (Date.now() < end) {
      sent.push(`${sent.length}`)
      await producer.send({ topic, messages: [{ value: sent[sent.length - 1] }] })
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  } finally {
    await producer.disconnect()
  }

  assert.deepEqual(values(await read(kafka, unique('group'), topic, sent.length)), sent)
})
