package io.leat.runtime.log;

/**
 * What every {@link Log} does. An implementation's test extends this class and hands out an empty or used log; each test
 * takes topics and groups of its own.
 */
public abstract class LogContract
        implements WriterContract, TransactionContract, ReaderContract, ResetContract, GroupContract, TopicContract {}
