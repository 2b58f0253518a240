/** Made by `generate/` while the program is bundled: the schemas compiled to functions. */
declare module 'virtual:validators' {
  import type { ValidateFunction } from 'ajv';

  /** Compiled schemas by name: a kind of provisioning file. */
  export const validators: Readonly<Record<string, ValidateFunction>>;
}
