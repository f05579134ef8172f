export { describeRedis, type RedisServer } from './describe-redis.ts';
export { type RedisCacheOptions, redisCache } from './redis-cache.ts';
export type { RedisConnection } from './redis-connection.ts';
export { type RedisQueueOptions, redisQueue } from './redis-job-queue.ts';
export { type RedisRateLimiterOptions, redisRateLimiter } from './redis-rate-limiter.ts';
