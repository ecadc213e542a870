package io.leat.broker;

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
                .layer("group")
                .definedBy("io.leat.broker.group..")
                .layer("transaction")
                .definedBy("io.leat.broker.transaction..")
                .layer("topic")
                .definedBy("io.leat.broker.topic..")
                .layer("log")
                .definedBy("io.leat.broker.log..")
                .layer("disk")
                .definedBy("io.leat.broker.disk..")
                .whereLayer("facade")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("group")
                .mayOnlyBeAccessedByLayers("facade")
                .whereLayer("transaction")
                .mayOnlyBeAccessedByLayers("facade")
                .whereLayer("topic")
                .mayOnlyBeAccessedByLayers("facade", "group", "transaction")
                .whereLayer("log")
                .mayOnlyBeAccessedByLayers("facade", "group", "transaction", "topic")
                .check(CLASSES);
    }

    @Test
    void onlyTheLogPackageTouchesKafkaStorage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.leat.broker.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.storage..", "org.apache.kafka.server..")
                .check(CLASSES);
    }

    @Test
    void onlyTheGroupPackageTouchesKafkasGroupCoordinator() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.leat.broker.group..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.coordinator..")
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
