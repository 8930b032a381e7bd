// Passkeys: asks the browser for one, and sends what it answers in a hidden field of the form.
const decode = (text) => {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0)).buffer;
};
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const withIds = (list) => (list ?? []).map((one) => ({ ...one, id: decode(one.id) }));

function answerOf(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: encode(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) answer[name] = encode(response[name]);
  }
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

async function made(options, form) {
  const asked = options.creation_options.publicKey;
  const alone = form.elements.passwordless?.checked ?? false;
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: decode(asked.challenge),
      user: { ...asked.user, id: decode(asked.user.id) },
      excludeCredentials: withIds(asked.excludeCredentials),
      authenticatorSelection: {
        ...asked.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        userVerification: alone ? "required" : asked.authenticatorSelection?.userVerification,
      },
    },
  });
}

async function shown(options) {
  const asked = options.request_options.publicKey;
  return navigator.credentials.get({
    publicKey: { ...asked, challenge: decode(asked.challenge), allowCredentials: withIds(asked.allowCredentials) },
  });
}

async function optionsOf(form) {
  const here = form.querySelector("script[data-options]");
  if (here) return JSON.parse(here.textContent);
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  const response = await fetch(form.dataset.options, { headers });
  return response.json();
}

for (const form of document.querySelectorAll("form[data-wb-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const failed = form.querySelector("[data-failed]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    failed.textContent = "";
    try {
      const options = await optionsOf(form);
      const credential = form.dataset.wbPasskey === "add" ? await made(options, form) : await shown(options);
      form.elements.credential.value = JSON.stringify(answerOf(credential));
      form.submit();
    } catch {
      failed.textContent = failed.dataset.failed;
    }
  });
}
