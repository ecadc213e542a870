/**
 * Who may ask, and from where. A request passes, in this order:
 *
 * <ol>
 *   <li>{@link io.leat.rest.security.HostCheck}: the name it was sent to, against DNS rebinding;
 *   <li>{@link io.leat.rest.security.OriginCheck}: the page a browser sent it from, and CORS;
 *   <li>{@link io.leat.rest.security.AuthenticationCheck}: who sent it, by password or token.
 * </ol>
 *
 * The rules are values without effects ({@link io.leat.rest.security.HostRule},
 * {@link io.leat.rest.security.OriginRule}, {@link io.leat.rest.security.LoginThrottle}); the three checks are the
 * Jetty handlers that apply them. Passwords and tokens exist on disk as hashes only ({@link
 * io.leat.rest.security.Credentials} makes them), and what a client sends as a secret is neither logged nor kept.
 */
@NullMarked
package io.leat.rest.security;

import org.jspecify.annotations.NullMarked;
