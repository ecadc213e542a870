/** kafkajs, the client of Node.js that speaks the protocol by itself. The tests themselves are in JavaScript. */
@NullMarked
package io.leat.compatibility.kafkajs;

import org.jspecify.annotations.NullMarked;
