export type Checkpoint = { commit: bigint; prepare: bigint };

export type Checkpoints = {
  /** Before the first event. */
  atStart(): Checkpoint | undefined;
  /** After each event that was considered. */
  afterEvent(position: bigint, isMatch: boolean): Checkpoint | undefined;
  /** When there is nothing more to catch up with. */
  atHead(): Checkpoint | undefined;
  /** When a live subscription has to catch up again. */
  fellBehind(): void;
};

/**
 * Checkpoints of a filtered subscription as 24.6 sends them. Catching up: after each window (the start counts as one event) the
 * last match in it, or {its first event, prepare 0} where nothing matched; on going live only if something matched since the last
 * one. Live: the last event that was considered. `interval` undefined: no filter, no checkpoints.
 */
export function createCheckpoints(interval: number | undefined, { from, isLive }: { from: bigint; isLive: boolean }): Checkpoints {
  let live = isLive;
  let considered = isLive ? 0 : 1;
  let first: bigint | undefined = from; // of the window
  let match: bigint | undefined; // the last one in the window

  const beginWindow = (): void => {
    considered = 0;
    first = undefined;
    match = undefined;
  };
  const ofWindow = (): Checkpoint | undefined => {
    if (match !== undefined) return { commit: match, prepare: match };
    return first === undefined ? undefined : { commit: first, prepare: 0n };
  };
  const closeWindow = (): Checkpoint | undefined => {
    const checkpoint = ofWindow();
    beginWindow();
    return checkpoint;
  };
  return {
    atStart: () => (interval !== undefined && !live && considered >= interval ? closeWindow() : undefined),
    afterEvent: (position, isMatch) => {
      if (interval === undefined) return undefined;
      first ??= position;
      if (isMatch) match = position;
      considered += 1;
      if (considered < interval) return undefined;
      const checkpoint = closeWindow();
      return live ? { commit: position, prepare: position } : checkpoint;
    },
    atHead: () => {
      const checkpoint = match === undefined || interval === undefined ? undefined : ofWindow();
      live = true;
      beginWindow();
      return checkpoint;
    },
    fellBehind: () => {
      live = false;
      beginWindow();
    },
  };
}
