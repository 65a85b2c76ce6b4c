import type { Topic } from '@amana/ports/topic';

/** Topics and groups under a prefix of this system: several may share brokers, and one's group must not take the other's messages. */
export function prefixedTopic(topic: Topic, prefix: string): Topic {
  return {
    publish: (name, messages) => topic.publish(prefix + name, messages),
    consumer: (options) => topic.consumer({ ...options, topic: prefix + options.topic, group: prefix + options.group }),
    deadLetters: (name, group) => topic.deadLetters(prefix + name, prefix + group),
  };
}
