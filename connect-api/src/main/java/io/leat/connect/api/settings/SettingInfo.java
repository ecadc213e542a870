package io.leat.connect.api.settings;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * What a user should know about one setting.
 *
 * @param key the key; {@code prefix.<name>} for settings by prefix
 * @param type in words, with the range
 * @param defaultText the default as a user would write it
 */
public record SettingInfo(
        String key,
        List<String> aliases,
        String type,
        boolean required,
        Optional<String> defaultText,
        Importance importance,
        String group,
        String doc,
        boolean secret) {

    static SettingInfo of(Declared setting) {
        var range = setting.range();
        return new SettingInfo(
                setting.byPrefix() ? setting.key() + "<name>" : setting.key(),
                setting.aliases(),
                setting.type().description() + (range.isEmpty() ? "" : ", " + range),
                setting.required(),
                Optional.ofNullable(setting.defaultText()),
                setting.importance(),
                setting.group(),
                setting.doc(),
                setting.type().secret());
    }
}
