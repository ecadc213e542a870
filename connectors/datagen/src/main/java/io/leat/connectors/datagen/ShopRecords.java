package io.leat.connectors.datagen;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small records of a shop, with the fields that tutorials for Kafka use. */
final class ShopRecords {

    private ShopRecords() {}

    static Map<String, @Nullable Object> user(Dice dice, long number, Instant at) {
        return Document.of(
                "registertime",
                at.toEpochMilli(),
                "userid",
                "User_" + dice.between(1, 9),
                "regionid",
                "Region_" + dice.between(1, 9),
                "gender",
                dice.of("MALE", "FEMALE", "OTHER"));
    }

    static Map<String, @Nullable Object> order(Dice dice, long number, Instant at) {
        return Document.of(
                "ordertime",
                at.toEpochMilli(),
                "orderid",
                number,
                "itemid",
                "Item_" + dice.below(1000),
                "orderunits",
                dice.below(10_000) / 1000.0,
                "address",
                Document.of(
                        "city", "City_" + dice.below(100),
                        "state", "State_" + dice.below(50),
                        "zipcode", dice.between(10_000, 99_999)));
    }
}
