package io.leat.broker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who may see whom. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.leat.broker");

    @Test
    void packagesSeeOnlyThoseBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("facade")
                .definedBy("io.leat.broker")
                .optionalLayer("network")
                .definedBy("io.leat.broker.network..")
                .layer("handler")
                .definedBy("io.leat.broker.handler..")
                .layer("security")
                .definedBy("io.leat.broker.security..")
                .layer("group")
                .definedBy("io.leat.broker.group..")
                .layer("transaction")
                .definedBy("io.leat.broker.transaction..")
                .layer("quota")
                .definedBy("io.leat.broker.quota..")
                .layer("topic")
                .definedBy("io.leat.broker.topic..")
                .layer("log")
                .definedBy("io.leat.broker.log..")
                .layer("caller")
                .definedBy("io.leat.broker.caller..")
                .layer("journal")
                .definedBy("io.leat.broker.journal..")
                .layer("disk")
                .definedBy("io.leat.broker.disk..")
                .whereLayer("facade")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("network")
                .mayOnlyBeAccessedByLayers("facade")
                .whereLayer("handler")
                .mayOnlyBeAccessedByLayers("facade", "network")
                .whereLayer("security")
                .mayOnlyBeAccessedByLayers("facade", "network", "handler")
                .whereLayer("group")
                .mayOnlyBeAccessedByLayers("facade", "handler", "transaction")
                .whereLayer("transaction")
                .mayOnlyBeAccessedByLayers("facade", "handler")
                .whereLayer("quota")
                .mayOnlyBeAccessedByLayers("facade", "handler")
                .whereLayer("topic")
                .mayOnlyBeAccessedByLayers("facade", "handler", "quota", "group", "transaction", "security")
                .whereLayer("caller")
                .mayOnlyBeAccessedByLayers("facade", "handler", "group", "security")
                .whereLayer("log")
                .mayOnlyBeAccessedByLayers("facade", "handler", "group", "transaction", "topic", "security")
                .whereLayer("journal")
                .mayOnlyBeAccessedByLayers("facade", "transaction", "log")
                .whereLayer("disk")
                .mayOnlyBeAccessedByLayers("facade", "handler", "group", "transaction", "topic", "log", "journal")
                .check(CLASSES);
    }

    @Test
    void onlyTheLogPackageTouchesKafkaStorage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.leat.broker.log..")
                .and()
                // Kafka's port for a coordinator's records names two types of kafka-storage.
                .doNotHaveFullyQualifiedName("io.leat.broker.group.OffsetsWriter")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.storage..")
                .check(CLASSES);
    }

    @Test
    void onlyGroupsTouchKafkasMetadataImages() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.leat.broker.group..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.image..", "org.apache.kafka.common.metadata..")
                .check(CLASSES);
    }

    @Test
    void onlyTheGroupPackageTouchesKafkasGroupCoordinator() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.leat.broker.group..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.coordinator.group..")
                .check(CLASSES);
    }

    @Test
    void onlyTheTransactionPackageTouchesKafkasTransactionRecords() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.leat.broker.transaction..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.coordinator.transaction..")
                .check(CLASSES);
    }

    @Test
    void theRulesOfTransactionsSeeNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("io.leat.broker.transaction.state..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.leat.broker..")
                        .and(resideOutsideOfPackage("io.leat.broker.transaction.state..")))
                .check(CLASSES);
    }

    @Test
    void onlyTheSecurityPackageTouchesKafkasAuthorizer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.leat.broker.security..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.metadata.authorizer..")
                .check(CLASSES);
    }

    @Test
    void theLogNeverSeesTheProtocol() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.leat.broker.disk..",
                        "io.leat.broker.journal..",
                        "io.leat.broker.log..",
                        "io.leat.broker.topic..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.leat.broker.handler..", "io.leat.broker.network..")
                .check(CLASSES);
    }

    @Test
    void nothingHereKnowsOfConnect() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.connect..", "io.leat.runtime..")
                .check(CLASSES);
    }
}
