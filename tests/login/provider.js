// An identity provider on this machine for the tests of the login: node provider.js PORT REDIRECT_URI
// Anyone signs in under any name; names that begin with "baas" are in the group of administrators, "lezer" in that of readers.
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const groups = (name) => [name.startsWith("baas") ? "beheer" : name.startsWith("lezer") ? "lezen" : name.startsWith("vreemd") ? "niets" : "bewerken"];

const provider = new Provider(issuer, {
  clients: [{
    client_id: "rekenmodel",
    client_secret: "a-secret-of-the-tests-alone",
    redirect_uris: [redirect],
    post_logout_redirect_uris: [redirect],
  }],
  claims: { openid: ["sub"], profile: ["name", "groups"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["of the tests alone"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: id, groups: groups(id) }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
