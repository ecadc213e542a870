package io.leat.connect.api.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The documentation of settings as Markdown: a table per group, in the order of declaration. */
public final class SettingsDoc {

    private SettingsDoc() {}

    /** For a connector's README. The same declaration always gives the same text. */
    public static String markdown(Settings<?> settings) {
        return markdown(settings.infos());
    }

    /** As {@link #markdown(Settings)}, for settings from several records. */
    public static String markdown(List<SettingInfo> infos) {
        Map<String, List<SettingInfo>> groups = infos.stream()
                .collect(Collectors.groupingBy(SettingInfo::group, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> heading(group.getKey()) + table(group.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String heading(String group) {
        return group.isEmpty() ? "" : "### " + group + "\n\n";
    }

    private static String table(List<SettingInfo> infos) {
        return infos.stream()
                .map(SettingsDoc::row)
                .collect(Collectors.joining("", "| Key | Default | Type | What it does |\n|---|---|---|---|\n", ""));
    }

    private static String row(SettingInfo info) {
        return "| " + code(info.key()) + also(info) + " | " + defaultOf(info) + " | " + cell(info.type()) + " | "
                + cell(info.doc()) + " |\n";
    }

    private static String also(SettingInfo info) {
        return info.aliases().isEmpty()
                ? ""
                : info.aliases().stream().map(SettingsDoc::code).collect(Collectors.joining(", ", " (also ", ")"));
    }

    private static String defaultOf(SettingInfo info) {
        if (info.required()) {
            return "required";
        }
        return info.defaultText()
                .map(text -> text.isEmpty() ? "empty" : code(text))
                .orElse("–");
    }

    private static String code(String text) {
        return "`"
                + text.replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                        .replace("|", "\\|") + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
