import { expect, test } from '@jest/globals';
import { isRecent, missingTool, parseVersion, requireTools, tools } from './required-tool.ts';

test.each([
  ['java', 'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)', [17, 0]],
  ['java', 'java version "1.8.0_392"\nJava(TM) SE Runtime Environment', [8, 0]],
  ['java', 'openjdk version "25" 2025-09-16', [25, 0]],
  ['mvn', '\u001B[1mApache Maven 3.8.7\u001B[m\nMaven home: /usr/share/maven\nJava version: 17.0.15', [3, 8]],
  ['go', 'go version go1.26.8 linux/amd64', [1, 26]],
  ['go', 'command not found', undefined],
] as const)('%s says its version: %j', (tool, output, version) => {
  expect(parseVersion(tool, output)).toEqual(version);
});

test('the oldest versions that do', () => {
  expect(Object.fromEntries(Object.entries(tools).map(([name, { atLeast }]) => [name, atLeast]))).toEqual({ java: [17, 0], mvn: [3, 6], go: [1, 24], git: [2, 0] });
  expect([isRecent([1, 24], [1, 24]), isRecent([2, 0], [1, 24]), isRecent([1, 23], [1, 24]), isRecent([16, 9], [17, 0])]).toEqual([true, true, false, false]);
});

const nothing = async () => '';
const oldJava = async () => 'openjdk version "11.0.2" 2019-01-15';
const goOnly = async (tool: string) => (tool === 'go' ? 'go version go1.26.8 linux/amd64' : '');

test('a tool that is missing is named with who needs it and what to install, in the language of the operator', async () => {
  expect(await missingTool('java', { language: 'fr', engine: 'Kafka', find: nothing })).toBe(
    'Kafka a besoin de Java 17 ou plus récent. À installer : openjdk-17-jre-headless (la commande « java » est introuvable)',
  );
  expect(await missingTool('go', { language: 'en', engine: 'FerretDB', find: nothing })).toBe(
    'FerretDB needs Go 1.24 or newer. To be installed: https://go.dev/dl (there is no command "go")',
  );
});

test('a tool that is too old is named with the version that was found', async () => {
  expect(await missingTool('java', { language: 'fr', engine: 'Kafka', find: oldJava })).toContain('(la commande « java » est en version 11.0)');
  expect(await missingTool('java', { language: 'en', engine: 'Kafka', find: oldJava })).toContain('(the command "java" is version 11.0)');
});

test('everything that is missing is told at once; what is there is not', async () => {
  const asked = requireTools(['java', 'mvn', 'go'], { language: 'en', engine: 'Kafka', find: goOnly });
  await expect(asked).rejects.toMatchObject({
    code: 'ENGINE_TOOL_MISSING',
    message: expect.stringMatching(/^Kafka needs Java 17 .*\nKafka needs Maven 3\.6 [^\n]*$/),
  });
  await requireTools(['go'], { language: 'en', engine: 'FerretDB', find: goOnly });
});
