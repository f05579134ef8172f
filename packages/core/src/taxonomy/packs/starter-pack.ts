/** Names from L1 to L3; each L3 with phrases customers use for it, separated by `;`. */
export type PackTree = {
  readonly [l1: string]: { readonly [l2: string]: { readonly [l3: string]: string } };
};

/**
 * A curated taxonomy for one kind of desk. Seed phrases are English; phrases after `| de:` or `| es:` are German or Spanish, as in
 * `'forgot password; reset link | de: Passwort vergessen | es: olvidé mi contraseña'`.
 */
export interface StarterPack {
  /** Short and fixed, e.g. `banking`. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly tree: PackTree;
}
