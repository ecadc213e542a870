package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;

/** What a parser stands on, in the words of error messages. */
enum JsonKind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    MISSING;

    static JsonKind of(JsonParser json) {
        var token = json.currentToken();
        if (token == null) {
            return MISSING;
        }
        return switch (token) {
            case START_OBJECT -> OBJECT;
            case START_ARRAY -> ARRAY;
            case VALUE_STRING -> STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
            case VALUE_NULL -> NULL;
            default -> MISSING;
        };
    }
}
