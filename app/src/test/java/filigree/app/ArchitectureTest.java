package filigree.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "filigree", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOBODY_NEEDS_THE_PROGRAM =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("filigree.app..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("filigree.app..")
                    .because("it only puts the others together");

    @ArchTest
    static final ArchRule THE_WINDOW_KNOWS_NO_SAMPLES =
            noClasses()
                    .that()
                    .resideInAPackage("filigree.views..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("filigree.samples..")
                    .because("data and recipes are handed to it");

    @ArchTest
    static final ArchRule COMMANDS_NEED_NO_TOOLKIT =
            noClasses()
                    .that()
                    .resideInAPackage("filigree.app..")
                    .and()
                    .doNotHaveSimpleName("AppWindow")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("javafx..")
                    .because("training in a terminal works where no window can be");

    @ArchTest
    static final ArchRule ONLY_THE_PROGRAM_READS_COMMAND_LINES =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("filigree.app..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule ONLY_THE_MAIN_CLASS_ENDS_THE_PROCESS =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("filigree.app.Main")
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .because("a run in progress must be kept first");
}
