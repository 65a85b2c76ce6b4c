/** Switches a fault off. Twice is safe. */
export type Off = () => void;

export type Switch<Setting> = {
  /** `onOff` is called once, when it is switched off. */
  turnOn(setting: Setting, onOff?: () => void): Off;
  /** The settings in force, the oldest first. */
  on(): Setting[];
  last(): Setting | undefined;
};

/** Something that may be switched on several times at once, each with its own setting. */
export function createSwitch<Setting>(): Switch<Setting> {
  let inForce: { setting: Setting }[] = [];
  return {
    turnOn: (setting, onOff) => {
      const entry = { setting };
      inForce = [...inForce, entry];
      return () => {
        if (!inForce.includes(entry)) return;
        inForce = inForce.filter((other) => other !== entry);
        onOff?.();
      };
    },
    on: () => inForce.map(({ setting }) => setting),
    last: () => inForce.at(-1)?.setting,
  };
}
