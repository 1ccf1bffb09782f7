package filigree.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;

@AnalyzeClasses(packages = "filigree.model", importOptions = ImportOption.OnlyIncludeTests.class)
class TestNamesTest {
    @ArchTest
    static final ArchRule TESTS_ARE_WHERE_SUREFIRE_LOOKS =
            methods()
                    .that()
                    .areMetaAnnotatedWith(Testable.class)
                    .should()
                    .beDeclaredInClassesThat(JavaClass.Predicates.simpleNameEndingWith("Test"))
                    .because("other classes are silently not run");

    @ArchTest
    static final ArchRule RULES_ARE_WHERE_SUREFIRE_LOOKS =
            fields().that()
                    .areAnnotatedWith(ArchTest.class)
                    .should()
                    .beDeclaredInClassesThat(JavaClass.Predicates.simpleNameEndingWith("Test"));

    @ArchTest
    static final ArchRule NO_CLASS_IS_SWITCHED_OFF =
            classes().should().notBeAnnotatedWith(Disabled.class);

    @ArchTest
    static final ArchRule NO_TEST_IS_SWITCHED_OFF =
            methods().should().notBeAnnotatedWith(Disabled.class);
}
