// After the tests: what engines-setup.mjs started is stopped.
export default async function teardown() {
  await globalThis.amanaEngines?.stop();
}
