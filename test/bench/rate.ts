/** A piece of work, and how many units it came to. */
export type Work = () => number | Promise<number>;

/** The work again and again for so long: a slice of units per second. */
export const during =
  (ms: number, work: Work) =>
  async (): Promise<number> => {
    const began = performance.now();
    let units = 0;
    while (performance.now() - began < ms) units += await work();
    return (units * 1_000) / (performance.now() - began);
  };
