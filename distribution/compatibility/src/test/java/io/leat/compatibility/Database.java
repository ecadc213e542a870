package io.leat.compatibility;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A PostgreSQL server with logical replication, on a random port of the loopback interface. */
final class Database implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Connection connection;

    private Database(EmbeddedPostgres server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    static Database start() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("max_wal_senders", "4")
                    .setServerConfig("max_replication_slots", "4")
                    .setServerConfig("fsync", "off")
                    .start();
            return new Database(server, server.getPostgresDatabase().getConnection());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows of a query for two numbers, by the first. */
    Map<Long, Long> numbers(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new TreeMap<Long, Long>();
            while (rows.next()) {
                found.put(rows.getLong(1), rows.getLong(2));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<String> texts(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try (server) {
            connection.close();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
