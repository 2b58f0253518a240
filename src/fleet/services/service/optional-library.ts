import { UserError } from '../../../diagnostics/errors.ts';

/** Loads a library that only the services need; if it is missing, the error names the command that installs it. */
export async function optionalLibrary<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UserError({
      severity: 'error',
      id: 'services/library',
      message: `This command needs the library ${name}, which is not installed; pf-grafana itself runs without it.`,
      hint: `Run npm install ${name}.`,
    });
  }
}
