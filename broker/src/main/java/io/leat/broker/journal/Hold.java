package io.leat.broker.journal;

/** Keeps an entry, and so the file that it lies in, until the entry is needed no more. */
public interface Hold {

    /** Whether the entry is needed no more. Never blocks. */
    boolean released();

    /**
     * The file is full: the holder is to see to it soon that the entry is not needed. One holder at a time is asked, so
     * that their writes do not stand in the way of the journal's.
     *
     * @param done to be called, on any thread, when that was tried, successfully or not
     */
    void hurry(Runnable done);
}
