package io.leat.rest.resource;

import io.leat.rest.error.BadRequest;
import io.leat.runtime.RequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * What workers of one cluster say to each other, signed with their session key. A worker by itself has no peers and no
 * key, so no signature can be right.
 */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class InternalResource {

    private static final String SIGNATURE = "X-Connect-Authorization";
    private static final String ALGORITHM = "X-Connect-Request-Signature-Algorithm";

    @POST
    @Path("/{connector}/tasks")
    public void takeTaskConfigs(
            @HeaderParam(SIGNATURE) @Nullable String signature, @HeaderParam(ALGORITHM) @Nullable String algorithm) {
        refuse(signature, algorithm);
    }

    @PUT
    @Path("/{connector}/fence")
    public void fence(
            @HeaderParam(SIGNATURE) @Nullable String signature, @HeaderParam(ALGORITHM) @Nullable String algorithm) {
        refuse(signature, algorithm);
    }

    private static void requireReadable(String signature, String algorithm) {
        try {
            Mac.getInstance(algorithm);
            Base64.getDecoder().decode(signature);
        } catch (NoSuchAlgorithmException unknown) {
            throw new BadRequest("Internal request names an unknown signature algorithm");
        } catch (IllegalArgumentException unreadable) {
            throw new BadRequest("Internal request has a signature that is not Base64");
        }
    }

    private static void refuse(@Nullable String signature, @Nullable String algorithm) {
        if (signature == null || algorithm == null) {
            throw new BadRequest("Internal request missing required signature");
        }
        requireReadable(signature, algorithm);
        throw new RequestException.Forbidden("Internal request contained invalid signature.");
    }
}
