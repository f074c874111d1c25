-- ClickHouse 19.6 and later (not run by our tests: Debian's is 18.16): lines go after ninety days, aggregates after two years.
-- Before 19.6: ALTER TABLE ftp_lines DROP PARTITION 202608, by cron.
ALTER TABLE ftp_lines MODIFY TTL time + INTERVAL 90 DAY;
