package io.leat.connect.api.settings;

import java.util.regex.Pattern;

/** How values appear in messages: short, and without the password that a URI may hold. */
final class Shown {

    private static final int LONGEST = 120;
    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

    private Shown() {}

    static String quoted(String text) {
        var masked = USER_INFO.matcher(text).replaceAll("//" + Secret.HIDDEN + "@");
        var shortened = masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
        return '"' + shortened + '"';
    }

    static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e18
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
