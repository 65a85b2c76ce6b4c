/** The variables that name the engines to the suites, in the order in which they are printed. */
export const engineVariables = {
  eventstore: 'AMANA_TEST_EVENTSTORE_URL',
  mongodb: 'AMANA_TEST_MONGODB_URL',
  kafka: 'AMANA_TEST_KAFKA_BROKERS',
} as const;

export type EngineName = keyof typeof engineVariables;

export const engineNames = Object.keys(engineVariables) as readonly EngineName[];

export const isEngineName = (name: string): name is EngineName => Object.hasOwn(engineVariables, name);
