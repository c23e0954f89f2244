-- Close the open batch, so that nothing is added to it any more; tell which batches wait.
local batch = redis.call('HGET', 'readership:open', 'batch')
if batch then
  redis.call('RPUSH', 'readership:sealed', batch)
  redis.call('DEL', 'readership:open')
end
return redis.call('LRANGE', 'readership:sealed', 0, -1)
