/** How far a position lies on the way to the head, from 0 to 1, by the two numbers: what stands between them is the store's own affair. */
export const partOfLog = (position: bigint | undefined, head: bigint | undefined): number =>
  position === undefined || head === undefined || head === 0n || position >= head ? 1 : Number((position * 1_000n) / head) / 1_000;
