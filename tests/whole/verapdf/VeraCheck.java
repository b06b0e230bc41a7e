import java.io.File;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates PDF files with veraPDF. Arguments: flavours parted by commas (ua1,3a), then files. Prints one line a file and
 * flavour, "FLAVOUR PASS|FAIL FILE", under it "FAILED rule xCOUNT: message". Exit status 0: all pass; 1: not; 2: an error.
 */
public class VeraCheck {
    private static final int MOST_MESSAGES = 100;

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        java.util.logging.LogManager.getLogManager().reset();
        int status = 0;
        for (String flavour : arguments[0].split(",")) {
            for (int index = 1; index < arguments.length; index++) {
                status = Math.max(status, check(flavour, arguments[index]));
            }
        }
        System.exit(status);
    }

    private static int check(String flavour, String file) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), PDFAFlavour.fromString(flavour));
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile(flavour), MOST_MESSAGES, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println(flavour + " " + (result.isCompliant() ? "PASS" : "FAIL") + " " + file);
            report(result);
            return result.isCompliant() ? 0 : 1;
        } catch (Throwable error) {
            System.out.println(flavour + " ERROR " + file + " " + error);
            return 2;
        }
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        String name = flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour.toUpperCase();
        String resource = "/org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream stream = VeraCheck.class.getResourceAsStream(resource)) {
            return Profiles.profileFromXml(stream);
        }
    }

    private static void report(ValidationResult result) {
        Map<String, String> messages = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                messages.putIfAbsent(rule, assertion.getMessage() + " @" + assertion.getLocation().getContext());
            }
        }
        result.getFailedChecks().forEach((rule, count) -> {
            String name = rule.getClause() + "-" + rule.getTestNumber();
            System.out.println("   FAILED " + name + " x" + count + ": " + messages.get(name));
        });
    }
}
