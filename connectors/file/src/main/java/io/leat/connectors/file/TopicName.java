package io.leat.connectors.file;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The topic of a file's records: a name, or a template with <code>${file.name}</code> (the name without what rotation
 * adds) and <code>${file.directory}</code> (the last folder). What no topic name may hold becomes an underscore.
 */
final class TopicName {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9._-]");
    private static final int LONGEST = 249;

    private final String template;

    /** @throws IllegalArgumentException if it can never give a topic's name */
    TopicName(String template) {
        PLACEHOLDER.matcher(template).results().map(found -> found.group(1)).forEach(TopicName::checkKnown);
        var literal = PLACEHOLDER.matcher(template).replaceAll("x");
        if (literal.isBlank() || ILLEGAL.matcher(literal).find() || literal.length() > LONGEST) {
            throw new IllegalArgumentException("must be 1 to 249 characters of a-z, A-Z, 0-9, '.', '_' and '-',"
                    + " and may hold ${file.name} and ${file.directory}");
        }
        this.template = template;
    }

    String of(Path path) {
        var name = PLACEHOLDER.matcher(template).replaceAll(found -> value(found.group(1), path));
        return name.substring(0, Math.min(name.length(), LONGEST));
    }

    private static void checkKnown(String placeholder) {
        if (!placeholder.equals("file.name") && !placeholder.equals("file.directory")) {
            throw new IllegalArgumentException(
                    "${" + placeholder + "} is not known; use ${file.name} or ${file.directory}");
        }
    }

    private static String value(String placeholder, Path path) {
        var folder = path.getParent();
        var value = placeholder.equals("file.name")
                ? RotationName.of(path).live()
                : folder == null || folder.getFileName() == null
                        ? ""
                        : folder.getFileName().toString();
        return ILLEGAL.matcher(value).replaceAll("_");
    }
}
