package io.leat.connect.api.settings;

/** How many letters to insert, delete, replace or swap with their neighbour (optimal string alignment distance). */
final class EditDistance {

    private EditDistance() {}

    /** The distance, or any number above {@code limit} where it exceeds that. */
    static int between(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) > limit) {
            return limit + 1;
        }
        var table = new int[one.length() + 1][other.length() + 1];
        for (var i = 0; i <= one.length(); i++) {
            for (var j = 0; j <= other.length(); j++) {
                table[i][j] = cell(table, one, other, i, j);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int cell(int[][] table, String one, String other, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        var same = one.charAt(i - 1) == other.charAt(j - 1);
        var least = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1);
        least = Math.min(least, table[i - 1][j - 1] + (same ? 0 : 1));
        var swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
