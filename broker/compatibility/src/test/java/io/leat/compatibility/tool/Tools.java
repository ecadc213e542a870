package io.leat.compatibility.tool;

import io.leat.compatibility.cluster.TestCluster;
import io.leat.compatibility.process.Finished;
import io.leat.compatibility.process.Program;
import io.leat.compatibility.process.StockKafka;
import java.util.ArrayList;
import java.util.List;

/** Kafka's tools by the names of their scripts, pointed at one cluster. */
record Tools(String bootstrapServers) {

    static Tools of(TestCluster cluster) {
        return new Tools(cluster.bootstrapServers());
    }

    /** {@code kafka-topics} and so on with these arguments, which are split at spaces. */
    Program tool(String script, String arguments) {
        var all = new ArrayList<>(List.of("--bootstrap-server", bootstrapServers));
        all.addAll(List.of(arguments.split(" ")));
        return StockKafka.program(mainClass(script), all.toArray(String[]::new));
    }

    /** Runs the tool, which must succeed. */
    Finished run(String script, String arguments) {
        return tool(script, arguments).run().succeeded();
    }

    private static String mainClass(String script) {
        return switch (script) {
            case "kafka-topics" -> "org.apache.kafka.tools.TopicCommand";
            case "kafka-console-producer" -> "org.apache.kafka.tools.ConsoleProducer";
            case "kafka-console-consumer" -> "org.apache.kafka.tools.consumer.ConsoleConsumer";
            case "kafka-consumer-groups" -> "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
            case "kafka-groups" -> "org.apache.kafka.tools.GroupsCommand";
            case "kafka-configs" -> "kafka.admin.ConfigCommand";
            case "kafka-acls" -> "org.apache.kafka.tools.AclCommand";
            case "kafka-transactions" -> "org.apache.kafka.tools.TransactionsCommand";
            case "kafka-get-offsets" -> "org.apache.kafka.tools.GetOffsetShell";
            case "kafka-delete-records" -> "org.apache.kafka.tools.DeleteRecordsCommand";
            case "kafka-log-dirs" -> "org.apache.kafka.tools.LogDirsCommand";
            case "kafka-broker-api-versions" -> "org.apache.kafka.tools.BrokerApiVersionsCommand";
            case "kafka-producer-perf-test" -> "org.apache.kafka.tools.ProducerPerformance";
            case "kafka-consumer-perf-test" -> "org.apache.kafka.tools.ConsumerPerformance";
            default -> throw new IllegalArgumentException(script);
        };
    }
}
