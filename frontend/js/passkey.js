// Passkeys. Where the browser knows them and the address allows them, their buttons show themselves and what is said instead
// goes. A press asks the site for a question, the browser for an answer to it, and sends the form with the answer.
const possible =
  window.isSecureContext &&
  "PublicKeyCredential" in window &&
  !/^[\d.]+$|^\[/.test(location.hostname); // an address made of numbers can have no passkeys

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

function asked({ publicKey }) {
  const question = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (question.user) question.user = { ...question.user, id: bytes(question.user.id) };
  if (question.allowCredentials) question.allowCredentials = named(question.allowCredentials);
  if (question.excludeCredentials) question.excludeCredentials = named(question.excludeCredentials);
  return { publicKey: question };
}

function answered(credential) {
  const given = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) given[name] = text(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: given,
  };
}

for (const form of possible ? document.querySelectorAll("form[data-passkey]") : []) {
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const asking = await fetch(form.dataset.question, { headers: { Accept: "application/json" } });
      if (!asking.ok) throw new Error(asking.statusText);
      const question = asked(await asking.json());
      form.elements.credential.value = JSON.stringify(answered(await navigator.credentials[form.dataset.passkey](question)));
      form.submit();
    } catch {
      failed.hidden = false; // stopped by the person, or by the browser, which has said why
      failed.focus();
    }
  });
}

if (possible) for (const instead of document.querySelectorAll("[data-no-passkey]")) instead.hidden = true;
