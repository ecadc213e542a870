package io.leat.connectors.datagen;

/** The made-up company whose systems all record sets report on, so that records of several sets can be joined. */
final class Company {

    static final String NAME = "acme-corp";

    private Company() {}

    static String repository(Dice dice) {
        return dice.of("payments", "checkout", "identity", "inventory", "search", "web-shop", "infra", "mobile-app");
    }

    static String person(Dice dice) {
        return dice.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy");
    }

    static String host(Dice dice) {
        return dice.of("web-", "db-", "ci-", "bastion-", "node-") + dice.between(1, 20);
    }

    static String account(Dice dice) {
        return dice.of("111122223333", "444455556666", "123456789012");
    }
}
