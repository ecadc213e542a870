package io.leat.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may see which. The root's value types are everyone's; its implementation sees all, and nobody sees it. */
class PackageDirectionsTest {

    private static final String ROOT = "io.leat.runtime";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest(name = "{0} sees no more than {1}")
    @CsvSource(delimiter = '|', textBlock = """
            plugin    |
            log       |
            assign    |
            config    | plugin assign metrics watch
            letters   | log
            state     | log letters
            metrics   |
            pipeline  | log letters plugin metrics
            ledger    | log state config
            client    | log plugin pipeline
            task      | client log letters plugin state metrics pipeline ledger watch inspect
            inspect   | log plugin config metrics pipeline
            connector | assign config plugin state task metrics watch
            watch     | plugin
            """)
    void seesNoMoreThan(String from, String allowed) {
        var may = Stream.concat(Stream.of(from), allowed == null ? Stream.empty() : Stream.of(allowed.split(" ")))
                .toList();
        var others = Stream.of(
                        "plugin",
                        "log",
                        "assign",
                        "client",
                        "config",
                        "letters",
                        "state",
                        "metrics",
                        "pipeline",
                        "ledger",
                        "task",
                        "connector",
                        "watch")
                .filter(p -> !may.contains(p))
                .map(p -> ROOT + "." + p + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nobodySeesTheRootsImplementation() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.leat\\.runtime\\.(LocalWorker|Workers|WorkerParts|WorkerMetrics|.*Requests|ConnectorQueries|TimeLimit)")
                .check(CLASSES);
    }

    @Test
    void nothingHereKnowsTheBrokerOrRest() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.leat.broker..", "io.leat.rest..", "org.eclipse.jetty..", "org.glassfish..")
                .check(CLASSES);
    }

    @Test
    void onlyWhatIsStoredIsJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".state..", ROOT + ".letters..", ROOT + ".ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CLASSES);
    }
}
