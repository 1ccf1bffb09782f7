package filigree.views;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import filigree.model.method.Method;
import filigree.model.recipe.Recipe;
import filigree.model.train.Trainer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

@AnalyzeClasses(packages = "filigree.views", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] FEATURES = {"overview", "masks", "inspector", "recipe"};

    @ArchTest
    static final ArchRule VIEW_MODELS_KNOW_NO_NODES =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("ViewModel")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..")
                    .because("they are tested without a toolkit");

    @ArchTest
    static final ArchRule THE_WINDOW_KNOWS_NO_METHOD_BY_NAME =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            assignableTo(Method.class)
                                    .and(assignableTo(Record.class))
                                    .and(not(assignableTo(Recipe.class))))
                    .because("a new method appears in the window by its description alone");

    @ArchTest
    static final ArchRule ONE_PACKAGE_TOUCHES_THE_TOOLKITS_THREAD =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("filigree.views.fx")
                    .should()
                    .dependOnClassesThat(type(Platform.class).or(type(AnimationTimer.class)))
                    .because("threads meet in one place");

    @ArchTest static final ArchRule OVERVIEW_IS_ON_ITS_OWN = onItsOwn(0);

    @ArchTest static final ArchRule MASKS_ARE_ON_THEIR_OWN = onItsOwn(1);

    @ArchTest static final ArchRule THE_INSPECTOR_IS_ON_ITS_OWN = onItsOwn(2);

    @ArchTest static final ArchRule THE_RECIPE_IS_ON_ITS_OWN = onItsOwn(3);

    private static ArchRule onItsOwn(int feature) {
        String[] others = new String[FEATURES.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = "filigree.views." + (i == feature ? "shell" : FEATURES[i]) + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("filigree.views." + FEATURES[feature] + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("features meet in the shell");
    }

    @ArchTest
    static final ArchRule CONTROLS_KNOW_NO_TRAINING =
            noClasses()
                    .that()
                    .resideInAPackage("filigree.views.control..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "filigree.model.train..",
                            "filigree.model.recipe..",
                            "filigree.views.run..")
                    .because("a control shows numbers, whoever they come from");

    @ArchTest
    static final ArchRule VIEWS_TRAIN_THROUGH_RUNS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("filigree.views.shell")
                    .should()
                    .callConstructorWhere(
                            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates
                                            .With.owner(type(Trainer.class))))
                    .because("only the shell opens runs");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("filigree.views.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS =
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
