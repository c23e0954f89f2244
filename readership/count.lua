-- Count the opening of a story, or a name, in the open batch; tell a story's numbers in all batches
-- that wait. One round trip, and nothing of it half-done.
--
-- An empty reader only looks at the numbers. An empty story counts the name alone.
local reader, at, window = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local story, day, hour = ARGV[4], ARGV[5], ARGV[6]
local kind, name, most_names, others = ARGV[7], ARGV[8], tonumber(ARGV[9]), ARGV[10]
local new_batch, longest_wait = ARGV[11], tonumber(ARGV[12])

local now = tonumber(redis.call('TIME')[1])
local total, today = 'total:' .. story, 'day:' .. story .. ':' .. day

local function is_first_in_window()
  local mark = 'readership:reader:' .. reader
  local last = tonumber(redis.call('GET', mark))
  -- A mark from further ahead was made by a clock that has been set back since.
  if last and last > at - window and last <= at + window then
    return false
  end
  redis.call('SET', mark, ARGV[2], 'EX', window)
  return true
end

local function is_new()
  if story == '' then
    return true
  end
  return reader ~= '' and is_first_in_window()
end

local function open_batch()
  local batch = redis.call('HGET', 'readership:open', 'batch')
  if not batch then
    batch = new_batch
    redis.call('HSET', 'readership:open', 'batch', batch, 'since', now)
  end
  return 'readership:' .. batch
end

-- Whether a batch has waited so long that nobody else drains; told to one process alone.
local function is_due()
  local since = tonumber(redis.call('HGET', 'readership:open', 'since'))
  return since and now - since >= longest_wait
    and redis.call('SET', 'readership:draining', now, 'NX', 'EX', longest_wait)
end

local counts = is_new()
if counts then
  local batch = open_batch()
  if story ~= '' then
    redis.call('HINCRBY', batch .. ':views', total, 1)
    redis.call('HINCRBY', batch .. ':views', today, 1)
    redis.call('HINCRBY', batch .. ':views', 'hour:' .. story .. ':' .. hour, 1)
  end
  if name ~= '' then
    local names, named = batch .. ':' .. kind, day .. ' ' .. name
    if redis.call('HEXISTS', names, named) == 0 and redis.call('HLEN', names) >= most_names then
      named = day .. ' ' .. others
    end
    redis.call('HINCRBY', names, named, 1)
  end
end

local answer = {counts and 1 or 0, is_due() and 1 or 0}
if story ~= '' then
  local batches = redis.call('LRANGE', 'readership:sealed', 0, -1)
  table.insert(batches, redis.call('HGET', 'readership:open', 'batch') or nil)
  for _, batch in ipairs(batches) do
    local numbers = redis.call('HMGET', 'readership:' .. batch .. ':views', total, today)
    if numbers[1] then
      table.insert(answer, {batch, tonumber(numbers[1]), tonumber(numbers[2] or 0)})
    end
  end
end
return answer
