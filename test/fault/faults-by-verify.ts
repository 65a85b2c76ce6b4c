import { runAmana } from '../testing/amana-command.ts';

/** The command of the operator, beside the program that runs. */
export async function faultsByVerify(env: Readonly<Record<string, string>>): Promise<string[]> {
  const { code, out, err } = await runAmana(['verify'], env);
  return code === 0 ? [] : [`amana verify ended with ${code}: ${out.slice(-2_000)} ${err.slice(-500)}`];
}
