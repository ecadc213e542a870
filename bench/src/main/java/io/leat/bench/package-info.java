/**
 * Benchmarks with JMH; {@code bench/README.md} tells how to run them. Each opens a broker on a folder of its own below
 * {@code java.io.tmpdir} and removes it afterwards: point that at the disk to be measured. Not null-marked, because JMH
 * sets the fields of a benchmark in its own way.
 */
package io.leat.bench;
