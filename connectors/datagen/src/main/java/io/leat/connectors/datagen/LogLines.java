package io.leat.connectors.datagen;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lines of text as servers and security products log them. */
final class LogLines {

    /** RFC 3164 pads the day with a space. */
    private static final DateTimeFormatter BSD_TIME =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private LogLines() {}

    /** RFC 5424. */
    static String syslog(Dice dice, long number, Instant at) {
        var facility = dice.of(1, 3, 10, 16);
        var severity = dice.of(3, 4, 5, 6, 6, 6);
        var line = "<" + (facility * 8 + severity) + ">1 " + at + " " + Company.host(dice) + ".example.com ";
        var took = dice.between(1, 900);
        return line
                + switch (dice.below(4)) {
                    case 0 ->
                        "nginx " + dice.between(100, 9999) + " ACCESS [http status=\"" + dice.of(200, 200, 404, 500)
                                + "\" took=\"" + took + "\"] GET /" + Company.repository(dice) + "/" + number;
                    case 1 -> "kernel - - - Out of memory: killed process " + dice.between(1000, 30_000) + " (java)";
                    case 2 -> "systemd 1 - - Started " + Company.repository(dice) + ".service.";
                    default ->
                        "deploy " + dice.between(100, 9999) + " RELEASE - rolled out " + Company.repository(dice) + " "
                                + dice.hex(7) + " in " + took + " s";
                };
    }

    /** {@code /var/log/auth.log} in the form of RFC 3164. */
    static String authLog(Dice dice, long number, Instant at) {
        var line = BSD_TIME.format(at) + " " + Company.host(dice) + " ";
        var port = dice.between(1024, 65_535);
        var sshd = "sshd[" + dice.between(500, 32_000) + "]: ";
        return line
                + switch (dice.below(5)) {
                    case 0 ->
                        sshd + "Failed password for invalid user " + dice.of("admin", "oracle", "test", "guest")
                                + " from " + dice.publicAddress() + " port " + port + " ssh2";
                    case 1 ->
                        sshd + "Failed password for root from " + dice.publicAddress() + " port " + port + " ssh2";
                    case 2 ->
                        sshd + "Accepted publickey for " + Company.person(dice) + " from " + dice.privateAddress()
                                + " port " + port + " ssh2: ED25519 SHA256:" + dice.hex(43);
                    case 3 ->
                        "sudo: " + Company.person(dice)
                                + " : TTY=pts/0 ; PWD=/home ; USER=root ; COMMAND=/usr/bin/systemctl restart nginx";
                    default ->
                        "CRON[" + dice.between(500, 32_000)
                                + "]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)";
                };
    }

    /** ArcSight Common Event Format, version 0. */
    static String cef(Dice dice, long number, Instant at) {
        var event = dice.of(
                "100|Port scan detected|5",
                "210|Malware blocked|8",
                "220|Suspicious DNS query|6",
                "300|Policy violation|3",
                "410|Login failed|4");
        return "CEF:0|Acme|Firewall|7.2|" + event + "|rt=" + at.toEpochMilli() + " src=" + dice.publicAddress()
                + " spt="
                + dice.between(1024, 65_535) + " dst=" + dice.privateAddress() + " dpt="
                + dice.of(22, 53, 80, 443, 3306)
                + " proto=" + dice.of("TCP", "UDP") + " act=" + dice.of("blocked", "allowed", "alerted") + " suser="
                + Company.person(dice) + " externalId=" + number;
    }
}
