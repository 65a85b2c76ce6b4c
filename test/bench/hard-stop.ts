/** A bench that hangs is a failure; one that is slow measures fewer rounds. */
export function hardStop(ms: number): void {
  setTimeout(() => {
    console.error(`not done in ${ms / 60_000} minutes: something hangs`);
    process.exit(1);
  }, ms).unref();
}
