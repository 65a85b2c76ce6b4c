import { availableParallelism } from 'node:os';

// One project for each level of test; the suffix of a file names its level.
const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['amana-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/tools/jest/strip-types.mjs' },
  modulePathIgnorePatterns: ['<rootDir>/var/'],
};

// Of the levels that want engines only: jest runs it when at least one of their tests is to be run.
const engines = { globalSetup: '<rootDir>/tools/jest/engines-setup.mjs', globalTeardown: '<rootDir>/tools/jest/engines-teardown.mjs' };
const wantsEngines = ['contract', 'int', 'e2e', 'fault'];

const level = (name) => ({
  ...base,
  ...(wantsEngines.includes(name) ? engines : {}),
  displayName: name,
  testMatch: [`<rootDir>/{packages,services,infra,test}/**/*.${name}.test.ts`],
});

export default {
  collectCoverageFrom: ['{packages,services}/*/src/**/*.ts', '!**/*.test.ts'],
  coverageProvider: 'v8',
  testTimeout: 20_000,
  maxWorkers: Math.max(2, availableParallelism() - 1), // a second worker pays even on two cores: tests wait for disks and processes
  projects: ['rules', 'unit', 'contract', 'int', 'e2e', 'fault'].map(level),
};
