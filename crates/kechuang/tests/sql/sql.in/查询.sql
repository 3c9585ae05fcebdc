-- 各区的家数和收入
SELECT 行政区划, count(*) AS 家数, sum(营业收入_2024) AS 收入
FROM 企业
GROUP BY 行政区划
ORDER BY 行政区划
