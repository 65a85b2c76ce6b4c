export type KafkaPorts = { readonly port: number; readonly controllerPort: number };

/** One node that is broker and controller, on loopback, small. `logs` is an absolute folder. */
export function serverProperties(logs: string, { port, controllerPort }: KafkaPorts): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': logs.replaceAll('\\', '\\\\'), // a backslash escapes in a Java properties file
    'auto.create.topics.enable': false,
    // After a kill the controller refuses the same broker until its old session has run out: nine seconds by default.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'group.initial.rebalance.delay.ms': 0,
    'num.partitions': 1,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 16_777_216, // the default of 128 MB is a third of the heap
    'log.segment.bytes': 67_108_864,
  };
  return Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join('');
}
