/** What the server has given this page so that style elements made at run time count as ours. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

declare global {
  var __webpack_nonce__: string | undefined
}

// Where the libraries below the dialogs look for it.
globalThis.__webpack_nonce__ = nonce

export const styleNonce = () => nonce
