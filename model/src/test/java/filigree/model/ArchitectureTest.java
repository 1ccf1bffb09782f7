package filigree.model;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import filigree.model.kernel.Workers;
import filigree.model.method.Method;
import filigree.model.recipe.Recipe;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

@AnalyzeClasses(packages = "filigree.model", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule LAYERS =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("basics")
                    .definedBy("..error..", "..random..", "..method..", "..text..")
                    .layer("ground")
                    .definedBy("..kernel..", "..sparsity..", "..schedule..", "..file..")
                    .layer("matrix")
                    .definedBy("..model.matrix..")
                    .layer("mathematics")
                    .definedBy(
                            "..layer..",
                            "..loss..",
                            "..data..",
                            "..optim..",
                            "..regularize..",
                            "..quantize..",
                            "..gradient..",
                            "..metric..")
                    .layer("networks")
                    .definedBy("..network..", "..topology..", "..init..")
                    .layer("recipe")
                    .definedBy("..recipe..")
                    .layer("train")
                    .definedBy("..train..")
                    .layer("report")
                    .definedBy("..report..")
                    .whereLayer("report")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("train")
                    .mayOnlyBeAccessedByLayers("report")
                    .whereLayer("recipe")
                    .mayOnlyBeAccessedByLayers("train", "report")
                    .whereLayer("networks")
                    .mayOnlyBeAccessedByLayers("recipe", "train", "report")
                    .whereLayer("mathematics")
                    .mayOnlyBeAccessedByLayers("networks", "recipe", "train", "report")
                    .whereLayer("matrix")
                    .mayOnlyBeAccessedByLayers("mathematics", "networks", "train")
                    .whereLayer("ground")
                    .mayOnlyBeAccessedByLayers(
                            "matrix", "mathematics", "networks", "recipe", "train", "report");

    /// A new package must be given its place above.
    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_IN_A_LAYER =
            classes()
                    .should()
                    .resideInAnyPackage(
                            "..error..",
                            "..random..",
                            "..method..",
                            "..text..",
                            "..kernel..",
                            "..sparsity..",
                            "..schedule..",
                            "..file..",
                            "..model.matrix..",
                            "..layer..",
                            "..loss..",
                            "..data..",
                            "..optim..",
                            "..regularize..",
                            "..quantize..",
                            "..gradient..",
                            "..metric..",
                            "..network..",
                            "..topology..",
                            "..init..",
                            "..recipe..",
                            "..train..",
                            "..report..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("filigree.model.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_USER_INTERFACE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
                    .because("the core runs headless: in the CLI, in tests, on a server");

    @ArchTest
    static final ArchRule NO_REFLECTION =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.lang.reflect..")
                    .because("parameters are described by Param, not discovered");

    @ArchTest
    static final ArchRule NO_LOGGING =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.util.logging..", "org.slf4j..")
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(System.Logger.class)
                    .because("the core reports through events and exceptions");

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS =
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule ONLY_KERNELS_USE_THE_VECTOR_API =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..kernel..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jdk.incubator..")
                    .because("the module may be missing: KernelProvider alone knows");

    @ArchTest
    static final ArchRule ONLY_FILES_AND_DATA_USE_JACKSON =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..file..", "..data..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule METHODS_ARE_FINAL_RECORDS =
            classes()
                    .that()
                    .implement(Method.class)
                    .and()
                    .areNotInterfaces()
                    .should()
                    .beAssignableTo(Record.class)
                    .andShould()
                    .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule THE_TRAINER_KNOWS_NO_METHOD_BY_NAME =
            noClasses()
                    .that()
                    .resideInAPackage("..train..")
                    .should()
                    .dependOnClassesThat(
                            assignableTo(Method.class)
                                    .and(assignableTo(Record.class))
                                    .and(not(assignableTo(Recipe.class))))
                    .because("a new method must not need a new line there");

    @ArchTest
    static final ArchRule NO_UNSEEDED_RANDOMNESS =
            noClasses()
                    .that(not(resideInAPackage("..random..")))
                    .should()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
                    .because("every random number comes from RandomStreams");

    @ArchTest
    static final ArchRule TIME_NEVER_REACHES_A_RESULT =
            noClasses()
                    .that(not(resideInAPackage("..train..")))
                    .and(not(resideInAPackage("..file..")))
                    .and()
                    .doNotBelongToAnyOf(
                            Workers.class) // who works may depend on it, what comes out not
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .because("equal recipes give equal bits");
}
