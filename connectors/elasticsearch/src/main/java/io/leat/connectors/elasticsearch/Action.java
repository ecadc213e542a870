package io.leat.connectors.elasticsearch;

/** What a bulk request does with a document, and what it means when Elasticsearch reports a conflict. */
enum Action {
    /** Adds a document; one with this id is left as it is. */
    CREATE,
    /** Writes the document, whatever was there. */
    INDEX,
    /** Writes the document unless a later version is there. */
    INDEX_VERSIONED,
    /** Merges the fields into the document, or adds it. */
    UPDATE,
    /** Removes the document, whatever was there. */
    DELETE,
    /** Removes the document unless a later version is there. */
    DELETE_VERSIONED;

    String verb() {
        return switch (this) {
            case CREATE -> "create";
            case INDEX, INDEX_VERSIONED -> "index";
            case UPDATE -> "update";
            case DELETE, DELETE_VERSIONED -> "delete";
        };
    }

    boolean versioned() {
        return this == INDEX_VERSIONED || this == DELETE_VERSIONED;
    }

    boolean hasSource() {
        return this != DELETE && this != DELETE_VERSIONED;
    }

    /** Whether sending an older item after a newer one of the same document would bring the older content back. */
    boolean dependsOnOrder() {
        return this == INDEX || this == UPDATE || this == DELETE;
    }
}
